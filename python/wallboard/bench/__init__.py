"""What the pipeline costs: a simulated centre, and every step over it beside two yardsticks.

The yardsticks are a bare scan of the landed messages and a script written by hand for the ten smart
KPIs. Each step runs as a process of its own, and the kernel's books say what it took.
"""
