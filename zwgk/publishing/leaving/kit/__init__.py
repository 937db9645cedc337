"""What is made of a publication for other channels (渠道文稿): always from the wording that is public now.

Nothing here writes text of its own: whatever a channel says is what the page says, in another dress.
"""

from zwgk.publishing.leaving.kit.making import NAMES, Kit, Made, kit_of, made, packed

__all__ = ["NAMES", "Kit", "Made", "kit_of", "made", "packed"]
