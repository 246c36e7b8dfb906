"""One thread for torch: small networks on a shared machine are fastest so."""

import torch

torch.set_num_threads(1)
