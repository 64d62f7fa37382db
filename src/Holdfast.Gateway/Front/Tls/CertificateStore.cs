using System.Net.Security;
using Holdfast.Core.Plan;

namespace Holdfast.Gateway.Front.Tls;

/// <summary>The certificates of one listener: the newest good version of every pair, chosen by server name.</summary>
internal sealed class CertificateStore
{
    private readonly IReadOnlyList<CertificatePair> _pairs;
    private readonly HttpVersions _versions;
    private volatile ServerNames _names;

    private CertificateStore(IReadOnlyList<CertificatePair> pairs, HttpVersions versions)
    {
        _pairs = pairs;
        _versions = versions;
        _names = new ServerNames(pairs.Select(static pair => pair.Current), versions);
    }

    public IReadOnlyList<CertificatePair> Pairs => _pairs;

    /// <exception cref="CertificateException">A pair cannot be read or does not match.</exception>
    public static CertificateStore Load(IEnumerable<ListenerTlsPlan> plans, HttpVersions versions) =>
        new([.. plans.Select(static plan => new CertificatePair(plan.Certificate, plan.Key))], versions);

    public bool IsFor(IReadOnlyList<ListenerTlsPlan> plans) =>
        plans.Select(static plan => (plan.Certificate, plan.Key))
            .SequenceEqual(_pairs.Select(static pair => (pair.CertificatePath, pair.KeyPath)));

    /// <summary>Options are shared by all handshakes: they are never changed once made.</summary>
    public SslServerAuthenticationOptions Choose(string serverName) => _names.Choose(serverName);

    /// <summary>Reads files that changed; the pairs that did are handed back with what became of them.</summary>
    public IReadOnlyList<CertificateReading> Refresh()
    {
        var readings = new List<CertificateReading>();
        foreach (var pair in _pairs)
        {
            if (pair.Refresh() is { } reading)
                readings.Add(reading);
        }

        if (readings.Exists(static reading => reading.Fault is null))
            _names = new ServerNames(_pairs.Select(static pair => pair.Current), _versions);
        return readings;
    }
}
