using Holdfast.Testing.Processes;

namespace Holdfast.Testing.Tests.Processes;

public sealed class ProcessMemoryTests
{
    [Fact]
    public void PeakBytes_OfThisProcess_IsAtLeastWhatIsResident()
    {
        var resident = ProcessMemory.ResidentBytes(Environment.ProcessId);

        resident.ShouldBeGreaterThan(1024 * 1024);
        ProcessMemory.PeakBytes(Environment.ProcessId).ShouldBeGreaterThanOrEqualTo(resident);
    }
}
