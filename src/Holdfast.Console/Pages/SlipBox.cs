using System.Security.Cryptography;

namespace Holdfast.WebConsole.Pages;

/// <summary>Keeps what became of orders until the next page tells it. An address names it by chance alone: nobody can write what a page says into a link.</summary>
internal sealed class SlipBox
{
    /// <summary>The oldest goes.</summary>
    private const int SlipsMax = 200;

    private const int NameBytes = 12;

    private readonly Lock _gate = new();
    private readonly Queue<string> _names = new();
    private readonly Dictionary<string, Slip> _slips = new(StringComparer.Ordinal);

    public string Put(Slip slip)
    {
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes));
        lock (_gate)
        {
            if (_names.Count == SlipsMax) _slips.Remove(_names.Dequeue());
            _names.Enqueue(name);
            _slips[name] = slip;
        }

        return name;
    }

    /// <summary>It stays: a page that is loaded again says the same again.</summary>
    public Slip? Find(string name)
    {
        lock (_gate) return _slips.GetValueOrDefault(name);
    }
}
