// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// SQLite, as one module.
#pragma once
#include <sqlite3.h>
