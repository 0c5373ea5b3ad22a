// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Expat, as a module.
#pragma once
#include <expat.h>
