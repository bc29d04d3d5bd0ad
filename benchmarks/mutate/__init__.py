"""Plant one defect of each kind into clean lines and see whether the right finding comes, with the right words."""
