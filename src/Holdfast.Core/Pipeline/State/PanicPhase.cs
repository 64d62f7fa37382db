namespace Holdfast.Core.Pipeline.State;

/// <summary>Whether nodes that are withheld for their health are used all the same.</summary>
public enum PanicPhase
{
    /// <summary>They are not.</summary>
    Calm,

    /// <summary>Calls are spread over all nodes, the withheld ones too: too few are usable.</summary>
    Panic,

    /// <summary>Enough are usable again; part of the calls still goes to all nodes, so that the first to recover is not run over.</summary>
    Leaving,
}
