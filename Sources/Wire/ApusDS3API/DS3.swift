// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Spectra S3 (DS3), contract 5.8: its requests, documents and words, as its own names have them.
///
/// Functions make requests (`DS3.getBucketSpectraS3(id: "footage")`), types of the same
/// namespace are what comes back. All of them are listed in Docs/Protocols/DS3.md and written
/// from Tables/DS3 by Scripts/generate-ds3.
public enum DS3 {}
