namespace Holdfast.Gateway.Front;

/// <summary>Something that happened at the front, for whoever shows or counts it.</summary>
/// <param name="Subject">A listener's name or a certificate's path; empty when it is about all.</param>
/// <param name="Reason">One line; empty when the kind says it all.</param>
public sealed record FrontEvent(FrontEventKind Kind, string Subject, string Reason);
