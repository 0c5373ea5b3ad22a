// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusStorage

/// The options that engines over local files have in common, as a configuration gives them.
package struct LocalOptions: Sendable {
    /// Whether blocks are compared with their checksums before they are handed out.
    package let verifiesReads: Bool
    /// Whether work is refused off a mounted device.
    package let checksMount: Bool
    /// What stays free on the device, in bytes.
    package let reserveBytes: UInt64
    /// In which steps bodies are read and written.
    package let steps: BodySteps

    package init(_ options: BackendOptions) {
        verifiesReads = options.boolean("verify_reads") ?? true
        checksMount = options.boolean("mount_check") ?? false
        reserveBytes = options.bytes("reserve") ?? SpaceGuard.standardReserveBytes
        steps = BodySteps(options)
    }

    /// For the list of an engine's options.
    package static let list =
        [
            BackendOption(
                "verify_reads", .boolean,
                help: "Compare bodies with their checksums before they are sent; yes if absent."),
            BackendOption(
                "mount_check", .boolean,
                help: "Refuse work when the data is not on a mounted device; no if absent."),
            BackendOption(
                "reserve", .bytes(0...(1 << 50)),
                help: "What stays free on the device: 64 MiB, or a twentieth of it, if absent."),
        ] + BodySteps.options
}
