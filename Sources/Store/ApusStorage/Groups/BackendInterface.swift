// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What a shared library of a back-end and the program that loads it must agree on.
///
/// The library has two C symbols. `apus_backend_interface` is a text, constant data that is read
/// before anything of the library runs:
///
///     apus-backend 1; compiler 6.3.1; modules 3f2a...
///
/// Only when it matches is `apus_backend_make` called, a function without arguments that answers
/// a retained `BackendGroupBox`. `apusd-build-backend` writes both for its author.
public enum BackendInterface {
    /// Counts changes to how libraries and programs meet, beyond what the modules say.
    public static let version = 1

    /// The modules whose declarations cross: this one, and those that its public declarations
    /// name. The text has a digest over all of them, in this order.
    public static let modules = ["ApusBytes", "ApusIO", "ApusModel", "ApusStorage"]

    /// The compiler that this module was made with, as far as a program can tell.
    public static let compiler: String = {
        #if compiler(>=6.4)
            "6.4"
        #elseif compiler(>=6.3.2)
            "6.3.2"
        #elseif compiler(>=6.3.1)
            "6.3.1"
        #elseif compiler(>=6.3)
            "6.3"
        #else
            "6.2"
        #endif
    }()
}

/// Carries a group from a library to the program: a class, so that it is one pointer.
public final class BackendGroupBox: Sendable {
    /// What the library offers.
    public let group: BackendGroup

    /// Wraps a group.
    public init(_ group: BackendGroup) {
        self.group = group
    }
}
