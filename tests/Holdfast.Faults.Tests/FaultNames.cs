using Holdfast.Testing.Faults;

namespace Holdfast.Faults.Tests;

/// <summary><c>HOLDFAST_TEST_FAULTS=kill,zone</c> asks for these rows of the matrix alone: the long form is long.</summary>
internal static class FaultNames
{
    private static readonly string[] Wanted =
        (Environment.GetEnvironmentVariable("HOLDFAST_TEST_FAULTS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static TheoryData<string> Of(IEnumerable<Fault> faults) =>
        [.. faults.Select(static fault => fault.Name).Where(static name => Wanted.Length == 0 || Wanted.Contains(name, StringComparer.Ordinal))];
}
