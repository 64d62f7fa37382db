namespace Holdfast.Core.Queue;

/// <summary>How many ask at once what has become of operations, those too who wait for an end. Nobody takes every place.</summary>
public sealed class AskPlaces
{
    /// <summary>Of all: each holds a connection and a wait.</summary>
    public const int Most = 10_000;

    /// <summary>Of one address.</summary>
    public const int OfOneMost = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _byClient = new(StringComparer.Ordinal);
    private int _taken;

    /// <param name="client">Empty: who asks is not known, and all of those share what one has.</param>
    /// <returns>False: too many ask already.</returns>
    public bool TryTake(string client)
    {
        lock (_gate)
        {
            var own = _byClient.GetValueOrDefault(client);
            if (_taken >= Most || own >= OfOneMost) return false;
            _taken++;
            _byClient[client] = own + 1;
            return true;
        }
    }

    public void GiveBack(string client)
    {
        lock (_gate)
        {
            _taken--;
            if (--_byClient[client] is var own && own == 0) _byClient.Remove(client);
        }
    }
}
