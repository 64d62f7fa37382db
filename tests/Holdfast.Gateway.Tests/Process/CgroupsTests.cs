using Holdfast.Gateway.Process;

namespace Holdfast.Gateway.Tests.Process;

public sealed class CgroupsTests : IDisposable
{
    private readonly KernelFiles _kernel = new();

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void Unified_Nested_AreAllFromTheOwnOneUp()
    {
        _kernel.Unified("/system.slice/holdfast.service");

        Folders("memory").ShouldBe(["/sys/fs/cgroup/system.slice/holdfast.service", "/sys/fs/cgroup/system.slice", "/sys/fs/cgroup"]);
    }

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/docker/abc", "/docker/abc")]
    [InlineData("/../../other", "/")]
    [InlineData("/docker/abc", "/elsewhere")]
    public void Unified_InAContainer_IsWhatIsMounted(string path, string root)
    {
        _kernel.Unified(path, root);

        Folders("memory").ShouldBe(["/sys/fs/cgroup"]);
    }

    [Fact]
    public void Unified_BelowWhatIsMounted_IsFound()
    {
        _kernel.Unified("/docker/abc/worker", "/docker/abc");

        Folders("cpu").ShouldBe(["/sys/fs/cgroup/worker", "/sys/fs/cgroup"]);
    }

    [Fact]
    public void Separate_EachController_HasItsOwn()
    {
        _kernel.Separate("/docker/abc");

        Folders("cpuacct").ShouldBe(["/sys/fs/cgroup/cpu,cpuacct/docker/abc", "/sys/fs/cgroup/cpu,cpuacct/docker", "/sys/fs/cgroup/cpu,cpuacct"]);
        Folders("memory")[0].ShouldBe("/sys/fs/cgroup/memory/docker/abc");
        Cgroups.Of("memory", _kernel.Files)[0].IsUnified.ShouldBeFalse();
    }

    [Fact]
    public void Mount_WithASpaceInItsName_IsFound()
    {
        _kernel.Write("/proc/self/cgroup", "0::/\n").Write("/proc/self/mountinfo", @"31 23 0:28 / /my\040groups rw - cgroup2 cgroup2 rw");

        Folders("cpu").ShouldBe(["/my groups"]);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("nonsense", "nonsense - ")]
    [InlineData("0::/", "31 23 0:28")]
    public void Nothing_OrNonsense_IsNone(string groups, string mounts)
    {
        _kernel.Write("/proc/self/cgroup", groups).Write("/proc/self/mountinfo", mounts);

        Folders("cpu").ShouldBeEmpty();
    }

    [Fact]
    public void System_WithoutThem_HasNone()
    {
        using var bare = new KernelFiles();
        Cgroups.Of("cpu", bare.Files).ShouldBeEmpty();
    }

    private string[] Folders(string controller) => [.. Cgroups.Of(controller, _kernel.Files).Select(static group => group.Folder)];
}
