using System.Security.Cryptography;
using Holdfast.Core.Plan;

namespace Holdfast.Gateway.Forwarding;

/// <summary>What lies behind the file names of a service's <c>tls</c>: connections made with other files are not reused.</summary>
internal static class UpstreamTlsFiles
{
    /// <summary>SHA-256 over all of them, hexadecimal; empty when the plan names none. One that cannot be read counts as empty: who loads it says why.</summary>
    public static string Digest(UpstreamTlsPlan plan)
    {
        string[] files = [.. new[] { plan.Authority, plan.Certificate, plan.Key }.OfType<string>()];
        return files.Length == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData([.. files.SelectMany(Read)]));
    }

    private static byte[] Read(string file)
    {
        try
        {
            return SHA256.HashData(File.ReadAllBytes(file));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
