// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel
public import ApusStorage

/// Encryption at rest, around any engine: bodies, metadata and ETags of objects are encrypted
/// before the engine gets them, and decrypted when it gives them back.
///
/// Without keys it goes on refusing what was encrypted, so that nobody takes that for contents. It
/// is what `Engine` is: auditable, a source of backups and so on, if that is.
///
/// Source: OpenStack Swift, `swift.common.middleware.crypto`.
public struct EncryptedBackend<Engine: Backend>: Backend {
    let engine: Engine
    let keys: Keyring

    public var name: String { engine.name }

    /// Wraps an engine.
    public init(_ engine: Engine, _ keys: Keyring) {
        self.engine = engine
        self.keys = keys
    }

    /// Accounts have nothing that is encrypted.
    public func account(_ name: AccountName) -> any AccountBroker {
        engine.account(name)
    }

    public func container(_ address: ContainerAddress) -> any ContainerBroker {
        broker(address)
    }

    public func checkHealth() async throws(StorageError) {
        try await engine.checkHealth()
    }

    public func shutdown() async {
        await engine.shutdown()
    }

    func broker(_ address: ContainerAddress) -> EncryptedContainerBroker {
        EncryptedContainerBroker(inner: engine.container(address), address: address, keys: keys)
    }
}

extension Backend {
    /// The same engine with encryption around it.
    public func encrypted(with keys: Keyring) -> any Backend {
        EncryptedBackend(self, keys)
    }
}
