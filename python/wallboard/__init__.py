"""wallboard: the open contact-centre KPI warehouse."""
