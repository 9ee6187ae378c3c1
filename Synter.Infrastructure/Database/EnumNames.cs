using System.Collections.Frozen;

namespace Synter.Infrastructure.Database;

/// <summary>An enum's names as they stand in the database and on the wire: <c>PendingReview</c> is <c>pending_review</c>.</summary>
public static class EnumNames
{
    public static string Write<TEnum>(TEnum value) where TEnum : struct, Enum => Names<TEnum>.ByValue[value];

    public static TEnum Read<TEnum>(string text) where TEnum : struct, Enum => Names<TEnum>.ByText[text];

    public static bool TryRead<TEnum>(string text, out TEnum value) where TEnum : struct, Enum => Names<TEnum>.ByText.TryGetValue(text, out value);

    private static class Names<TEnum> where TEnum : struct, Enum
    {
        public static readonly FrozenDictionary<TEnum, string> ByValue =
            Enum.GetValues<TEnum>().ToFrozenDictionary(value => value, value => SnakeCase.From(value.ToString()));

        public static readonly FrozenDictionary<string, TEnum> ByText = ByValue.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);
    }
}
