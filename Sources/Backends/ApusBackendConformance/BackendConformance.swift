// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusStorage

/// The laws of `ApusStorage`, as checks that any back-end must pass.
///
/// From a Swift Testing test:
///
/// ```swift
/// @Test(arguments: BackendConformance.checks)
/// func conforms(_ check: ConformanceCheck) async throws {
///     try await check.run(on: ConformanceSubject { MyBackend() })
/// }
/// ```
///
/// Each check makes back-ends of its own, so checks run in any order and at the same time.
public enum BackendConformance {
    /// Every check.
    public static let checks: [ConformanceCheck] =
        AccountChecks.all + ContainerChecks.all + LifeChecks.all + CommitChecks.all + BodyChecks.all
        + ListingChecks.all + ConcurrencyChecks.all + AbilityChecks.all + RestartChecks.all
}

/// What is checked, and how hard.
public struct ConformanceSubject: Sendable {
    /// Makes an empty back-end.
    public let make: @Sendable () async throws -> any Backend
    /// Makes a back-end of what another one, shut down, has left; nil for engines that keep
    /// nothing, for which the checks of restarts pass at once.
    public let reopen: (@Sendable (any Backend) async throws -> any Backend)?
    /// How many objects the checks with many of them use.
    public let objectCount: Int

    /// Names what is checked.
    public init(
        objectCount: Int = 1_000,
        reopen: (@Sendable (any Backend) async throws -> any Backend)? = nil,
        make: @escaping @Sendable () async throws -> any Backend
    ) {
        self.objectCount = objectCount
        self.reopen = reopen
        self.make = make
    }
}

/// One behaviour.
public struct ConformanceCheck: Sendable, CustomStringConvertible {
    /// The behaviour, as a sentence without its subject.
    public let name: String
    private let body: @Sendable (ConformanceSubject) async throws -> Void

    init(_ name: String, _ body: @escaping @Sendable (ConformanceSubject) async throws -> Void) {
        self.name = name
        self.body = body
    }

    /// A check that needs one container to work in.
    static func inContainer(
        _ name: String, _ body: @escaping @Sendable (Bench) async throws -> Void
    ) -> ConformanceCheck {
        ConformanceCheck(name) { subject in
            let backend = try await subject.make()
            do {
                try await body(try await Bench(backend, objectCount: subject.objectCount))
            } catch {
                await backend.shutdown()
                throw error
            }
            await backend.shutdown()
        }
    }

    /// Runs it.
    ///
    /// - Throws: `ConformanceFailure` where the back-end breaks a law, and whatever else it throws.
    public func run(on subject: ConformanceSubject) async throws {
        try await body(subject)
    }

    public var description: String { name }
}

/// A law that a back-end breaks.
public struct ConformanceFailure: Error, CustomStringConvertible {
    /// What was expected and what was found, with the place in the suite.
    public let description: String

    init(_ message: String, _ file: String, _ line: Int) {
        description = "\(message) (\(file):\(line))"
    }
}

/// Throws unless the condition holds.
func expect(
    _ condition: Bool, _ message: @autoclosure () -> String, file: String = #fileID,
    line: Int = #line
) throws {
    guard condition else { throw ConformanceFailure(message(), file, line) }
}

/// Throws unless both are equal.
func expectEqual<T: Equatable>(
    _ found: T, _ wanted: T, _ what: @autoclosure () -> String = "value", file: String = #fileID,
    line: Int = #line
) throws {
    guard found != wanted else { return }
    throw ConformanceFailure("\(what()): wanted \(wanted), found \(found)", file, line)
}

/// Throws unless the body throws a storage error of this reason.
func expectFailure(
    _ wanted: StorageError.Reason, _ what: String, file: String = #fileID, line: Int = #line,
    _ body: () async throws -> Void
) async throws {
    do {
        try await body()
    } catch let error as StorageError where error.reason == wanted {
        return
    } catch {
        throw ConformanceFailure("\(what): wanted \(wanted), found \(error)", file, line)
    }
    throw ConformanceFailure("\(what): wanted \(wanted), found no error", file, line)
}
