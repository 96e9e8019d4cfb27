"""The press: what all report formats share. Numbers, anchors, pictures, and a few words."""
