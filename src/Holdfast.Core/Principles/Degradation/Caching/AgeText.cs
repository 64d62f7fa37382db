namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>What is said of an answer's age during one second.</summary>
internal sealed record AgeText(long Second, string Age, string Status);
