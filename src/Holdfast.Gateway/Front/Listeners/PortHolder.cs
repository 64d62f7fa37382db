using System.Globalization;
using System.Net;

namespace Holdfast.Gateway.Front.Listeners;

/// <summary>The process that listens on a port.</summary>
public sealed record PortHolder(int Pid, string Name)
{
    private const string Listening = "0A";

    /// <summary>
    /// Linux only, and only as far as this process may look (its own user's processes, or all of them as root);
    /// null when it cannot be known.
    /// </summary>
    public static PortHolder? Find(IPEndPoint address)
    {
        try
        {
            var inodes = Inodes("/proc/net/tcp", address).Concat(Inodes("/proc/net/tcp6", address))
                .Select(static inode => $"socket:[{inode}]")
                .ToHashSet();
            return inodes.Count == 0 ? null : Owner(inodes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public override string ToString() => $"process {Pid} ({Name})";

    /// <summary>Columns: slot, local address:port in hex, remote, state, queues, timer, retransmits, user, timeout, inode.</summary>
    private static IEnumerable<string> Inodes(string table, IPEndPoint address)
    {
        if (!File.Exists(table))
            yield break;
        foreach (var line in File.ReadLines(table).Skip(1))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length < 10 || columns[3] != Listening)
                continue;
            var local = columns[1].Split(':');
            if (int.Parse(local[1], NumberStyles.HexNumber) == address.Port && Overlap(local[0], address.Address))
                yield return columns[9];
        }
    }

    private static bool Overlap(string hex, IPAddress wanted)
    {
        var held = ParseHex(hex);
        return IsAny(held) || IsAny(wanted) || Plain(held).Equals(Plain(wanted));
    }

    /// <summary>Words of four bytes, each in the machine's order.</summary>
    private static IPAddress ParseHex(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        if (BitConverter.IsLittleEndian)
        {
            for (var word = 0; word < bytes.Length; word += 4)
                bytes.AsSpan(word, 4).Reverse();
        }

        return new IPAddress(bytes);
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static PortHolder? Owner(HashSet<string> sockets)
    {
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), NumberStyles.None, null, out var pid) && Holds(process, sockets))
                return new PortHolder(pid, File.ReadAllText(Path.Combine(process, "comm")).Trim());
        }

        return null;
    }

    private static bool Holds(string process, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd"))
                .Any(descriptor => new FileInfo(descriptor).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another user's process, or one that has just ended.
            return false;
        }
    }
}
