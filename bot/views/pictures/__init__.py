"""Pictures for replies: plain values in, PNG bytes out; matplotlib is imported only when one is drawn.

Time runs as Arabic is read, from right to left, with the scale at the right. A picture stands on paper of
its own colour, so that it reads the same in a light and in a dark chat, and tells nothing by colour alone.
"""
