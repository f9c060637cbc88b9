"""What the work costs: time, CPU and memory, measured side by side."""
