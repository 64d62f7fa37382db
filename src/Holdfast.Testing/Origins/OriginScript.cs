namespace Holdfast.Testing.Origins;

/// <summary>Answers one request of a <see cref="RecordingOrigin"/>. The head is read; the body is read when it is asked for, or after.</summary>
public delegate Task OriginScript(OriginExchange exchange, CancellationToken stop);
