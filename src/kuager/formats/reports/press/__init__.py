"""The press: what all report formats share. Laying out (numbers, anchors) and the look."""
