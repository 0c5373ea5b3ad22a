// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// libyaml, as one module.
#pragma once
#include <yaml.h>
