using Holdfast.Core.Pipeline.Compiling;

namespace Holdfast.Gateway.Tests.Protection;

/// <summary>A process in which work waits, until the test says otherwise.</summary>
internal sealed class FullProcess : IProcessGauges
{
    private volatile bool _isFull = true;

    public void Recover() => _isFull = false;

    public ProcessReading Read() => new(0.5, 0.4, _isFull ? TimeSpan.FromMilliseconds(200) : TimeSpan.Zero);

    public void Relieve()
    {
    }
}
