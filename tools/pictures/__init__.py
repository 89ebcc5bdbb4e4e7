"""Take pictures of the figure doing the exercises, through the coach's own pages."""
