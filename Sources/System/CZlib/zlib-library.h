// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// zlib, as one module.
#pragma once
#include <zlib.h>
