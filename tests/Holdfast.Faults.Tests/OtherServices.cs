namespace Holdfast.Faults.Tests;

/// <summary>Services of the stage that are not rows of the matrix.</summary>
internal static class OtherServices
{
    public static IReadOnlyList<string> All { get; } = [];
}
