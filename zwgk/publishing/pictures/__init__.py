"""Attachments as pictures of their pages (分页图片): made in the background, shown while the file itself is public."""
