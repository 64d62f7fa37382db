namespace Holdfast.Core.Telemetry;

/// <param name="Name">Number and the beginning of the digest, as problem details name it.</param>
/// <param name="Digest">SHA-256 of the plan's texts, hexadecimal.</param>
/// <param name="Since">When it was prepared to go live.</param>
public sealed record RevisionStatus(int Number, string Name, string Digest, DateTimeOffset Since);
