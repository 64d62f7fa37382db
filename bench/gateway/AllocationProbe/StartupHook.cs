using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;

/// <summary>
/// Loaded into a .NET proxy with DOTNET_STARTUP_HOOKS: at SIGUSR2 it writes what the process has allocated so far
/// (bytes) and its collections of generation 0, 1 and 2 to the file that HOLDFAST_BENCH_ALLOCATIONS names.
/// </summary>
/// <remarks>It costs nothing between two signals.</remarks>
[SuppressMessage("Design", "MA0047", Justification = "The runtime looks for this name outside any namespace.")]
internal static class StartupHook
{
    private const PosixSignal SigUsr2 = (PosixSignal)12;
    private static PosixSignalRegistration? registration;

    public static void Initialize()
    {
        var path = Environment.GetEnvironmentVariable("HOLDFAST_BENCH_ALLOCATIONS");
        if (path is null || registration is not null)
            return;
        registration = PosixSignalRegistration.Create(SigUsr2, context =>
        {
            context.Cancel = true;
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{GC.GetTotalAllocatedBytes(precise: false)} {GC.CollectionCount(0)} {GC.CollectionCount(1)} {GC.CollectionCount(2)}\n");
            // A reader that sees the file sees all of it.
            File.WriteAllText(path + ".new", line);
            File.Move(path + ".new", path, overwrite: true);
        });
    }
}
