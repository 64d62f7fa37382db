using Holdfast.Gateway.Process;
using Holdfast.Testing;

namespace Holdfast.Gateway.Tests.Process;

/// <summary>What a kernel shows, in a folder of the test.</summary>
internal sealed class KernelFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public KernelFiles() => Write("/proc/meminfo", "MemTotal:        8000000 kB\nMemFree:         1000000 kB\n");

    public SystemFiles Files => new(_folder.Path);

    /// <summary>Version 2 alone, as in a container.</summary>
    public KernelFiles Unified(string path, string root = "/")
    {
        Write("/proc/self/cgroup", $"0::{path}\n");
        Write("/proc/self/mountinfo", $"24 1 0:22 / /proc rw - proc proc rw\n31 23 0:28 {root} /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n");
        return this;
    }

    /// <summary>Version 1: a hierarchy for each controller, and an empty one of version 2 beside them.</summary>
    public KernelFiles Separate(string path, string root = "/")
    {
        Write("/proc/self/cgroup", $"9:memory:{path}\n4:cpu,cpuacct:{path}\n1:name=systemd:/\n0::/\n");
        Write("/proc/self/mountinfo", $"""
            32 31 0:29 {root} /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
            35 31 0:32 {root} /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
            41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw

            """);
        return this;
    }

    public KernelFiles Write(string path, string text)
    {
        var file = Path.Combine(_folder.Path, path.TrimStart('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    public void Dispose() => _folder.Dispose();
}
