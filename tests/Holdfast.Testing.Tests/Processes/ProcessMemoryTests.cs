using System.Runtime.InteropServices;
using Holdfast.Testing.Processes;

namespace Holdfast.Testing.Tests.Processes;

public sealed class ProcessMemoryTests
{
    private const int Megabyte = 1 << 20;
    private const int HeldBytes = 64 * Megabyte;
    private const int PageBytes = 4 << 10;

    [Fact]
    public void PeakBytes_AfterMemoryWasGivenBack_RemembersIt()
    {
        Hold();

        var resident = ProcessMemory.ResidentBytes(Environment.ProcessId);
        resident.ShouldBeGreaterThan(Megabyte);
        // What others in this process take meanwhile is far less than the other half.
        ProcessMemory.PeakBytes(Environment.ProcessId).ShouldBeGreaterThanOrEqualTo(resident + (HeldBytes / 2));
    }

    private static void Hold()
    {
        var held = Marshal.AllocHGlobal(HeldBytes);
        for (var at = 0; at < HeldBytes; at += PageBytes) Marshal.WriteByte(held, at, 1);
        Marshal.FreeHGlobal(held);
    }
}
