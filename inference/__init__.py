"""The Qt-free engine of RadLens: reading, imaging, models, explanation, training."""
