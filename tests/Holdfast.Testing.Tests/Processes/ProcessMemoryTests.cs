using Holdfast.Testing.Processes;

namespace Holdfast.Testing.Tests.Processes;

public sealed class ProcessMemoryTests
{
    /// <summary>The kernel counts pages on each processor by itself and adds them up now and then: the two may be some pages apart.</summary>
    private const long CountedApartMax = 4 * 1024 * 1024;

    [Fact]
    public void PeakBytes_OfThisProcess_IsAtLeastWhatIsResident()
    {
        var resident = ProcessMemory.ResidentBytes(Environment.ProcessId);

        resident.ShouldBeGreaterThan(1024 * 1024);
        ProcessMemory.PeakBytes(Environment.ProcessId).ShouldBeGreaterThanOrEqualTo(resident - CountedApartMax);
    }
}
