namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>Where answers are kept. Any thread may ask at any time; asking waits for nobody.</summary>
internal interface IAnswerStore
{
    /// <summary>What it holds now.</summary>
    AnswerStoreSize Size { get; }

    AnswerSlot? Find(in AnswerKey key);

    /// <summary>In place of what was there. What exceeds the bounds goes: this, or something else.</summary>
    void Put(in AnswerKey key, AnswerSlot slot);

    /// <summary>Another in the place of what is there, and nothing that happens meanwhile is lost.</summary>
    /// <param name="change">From what is there, null where nothing is, to what is to be there; null: all stays as it is. Other changes wait for it.</param>
    void Change(in AnswerKey key, Func<AnswerSlot?, AnswerSlot?> change);

    /// <returns>How many answers went.</returns>
    int Remove(Predicate<AnswerSlot> which);

    /// <summary>What exceeds them goes at once.</summary>
    void Bound(int entriesMax, long bytesMax);
}
