using Holdfast.Core.Pipeline.Compiling;

namespace Holdfast.Core.Tests.Principles.Limits.Protection;

/// <summary>A process that has as much to do as a test says.</summary>
internal sealed class ScriptedGauges : IProcessGauges
{
    public ProcessReading Reading { get; set; }

    public int Readings { get; private set; }

    public int Reliefs { get; private set; }

    public ProcessReading Read()
    {
        Readings++;
        return Reading;
    }

    public void Relieve() => Reliefs++;
}
