// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// libxml2's parser, as one module.
#pragma once
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
