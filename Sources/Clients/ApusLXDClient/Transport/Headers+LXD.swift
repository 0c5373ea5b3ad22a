// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP

extension Headers {
    /// A field of the API's own, such as `X-LXD-type`. Incus calls it `X-Incus-type`, and neither
    /// looks at the other's: both are sent.
    subscript(lxd name: String) -> String? {
        get { self["X-LXD-\(name)"] ?? self["X-Incus-\(name)"] }
        set {
            self["X-LXD-\(name)"] = newValue
            self["X-Incus-\(name)"] = newValue
        }
    }
}
