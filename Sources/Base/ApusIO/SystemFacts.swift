// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the machine is like.
public enum SystemFacts {
    /// Processor cores that are on line.
    public static var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// The wall clock, in whole seconds since 1970; cheap enough for every request.
    public static var secondsSince1970: Int64 { Int64(time(nil)) }
}
