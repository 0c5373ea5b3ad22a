// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// libbz2, as one module. Its header wants FILE.
#pragma once
#include <stdio.h>
#include <bzlib.h>
