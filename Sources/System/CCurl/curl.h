// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// libcurl's easy and multi interfaces. Its variadic setters are not imported into the Swift
// language, so each type of option has a typed static inline function here.
#pragma once
#include <curl/curl.h>
