namespace Holdfast.Core.Plan;

/// <param name="Name">Of the header, cookie, query or path parameter, or claim; empty for the others.</param>
public sealed record KeyPart(KeyPartKind Kind, string Name = "");
