// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTPClient

extension HTTPClientConfiguration {
    /// Whatever proxies the environment of a test run names.
    static var direct: HTTPClientConfiguration {
        var configuration = HTTPClientConfiguration()
        configuration.proxy = .none
        return configuration
    }
}
