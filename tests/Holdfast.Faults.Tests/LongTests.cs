namespace Holdfast.Faults.Tests;

/// <summary><c>./test --long</c> asks for what is promised; without it the same is shown for a shorter time and with room for a busy machine.</summary>
internal static class LongTests
{
    public static bool AreAskedFor => Environment.GetEnvironmentVariable("HOLDFAST_TEST_LONG") == "1";
}
