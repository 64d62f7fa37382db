namespace Holdfast.Cli.Tests.EndToEnd;

/// <summary><c>./test --long</c> asks for the sizes that are promised; without it the same is shown on a smaller scale.</summary>
internal static class LongTests
{
    public static bool AreAskedFor => Environment.GetEnvironmentVariable("HOLDFAST_TEST_LONG") == "1";

    public static T Size<T>(T shortly, T fully) => AreAskedFor ? fully : shortly;
}
