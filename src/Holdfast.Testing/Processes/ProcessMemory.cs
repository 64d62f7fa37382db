using System.Globalization;

namespace Holdfast.Testing.Processes;

/// <summary>Memory of a process, from <c>/proc</c>. Linux only.</summary>
public static class ProcessMemory
{
    /// <summary>Resident bytes now.</summary>
    public static long ResidentBytes(int pid) => Field(pid, "VmRSS:");

    /// <summary>Most resident bytes since start, or since <see cref="ForgetPeak"/>.</summary>
    public static long PeakBytes(int pid) => Field(pid, "VmHWM:");

    /// <summary>Makes the peak start again from what is resident now.</summary>
    public static void ForgetPeak(int pid) => File.WriteAllText($"/proc/{pid}/clear_refs", "5");

    private static long Field(int pid, string name)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        var kibibytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[1];
        return long.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024;
    }
}
