"""wallboard: the open contact-centre KPI warehouse. Everything Python does around dbt.

No library it uses, in this process or a child of it, may tell anybody that it ran. Some read these
variables when they are imported, so they are set before anything else.
"""

import os

NO_TELEMETRY = {
    "DO_NOT_TRACK": "1",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "GX_ANALYTICS_ENABLED": "false",
}
os.environ.update(NO_TELEMETRY)

# Objects made before Python looks for rings among them that nobody holds. dbt and Great
# Expectations make many and keep them: a look after every 700, as usual, is a seventh of their
# start.
OBJECTS_BETWEEN_COLLECTIONS = 100_000
