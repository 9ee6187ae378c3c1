using System.Globalization;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Inference;

/// <summary>Reads what seed 2 names, and says in one sentence what is wrong.</summary>
internal static class InferenceSettingsReader
{
    private static readonly Uri Anthropic = new("https://api.anthropic.com");

    /// <param name="text">A setting's text; null when it is absent or blank.</param>
    public static InferenceSettings Read(Func<string, string?> text)
    {
        var key = text("DATAGEN_INFERENCE_API_KEY") is { } secret ? new InferenceKey(Key(secret)) : null;
        var api = Api(text("DATAGEN_INFERENCE_API"));
        var model = text("DATAGEN_INFERENCE_MODEL");
        if (api == InferenceApi.Anthropic && (key is null || model is null))
        {
            throw new StartupException("DATAGEN_INFERENCE_API is anthropic without a key or a model: set DATAGEN_INFERENCE_API_KEY and DATAGEN_INFERENCE_MODEL too.");
        }

        return new InferenceSettings(
            api, BaseUrl(text) ?? (api == InferenceApi.Anthropic ? Anthropic : null), model, key,
            TimeSpan.FromSeconds(Number("DATAGEN_INFERENCE_TIMEOUT_SECONDS", text, 60, 1, 600)),
            new DataGenTerms(
                Number("DATAGEN_MAX_RECORDS_PER_JOB", text, DataGenTerms.Default.MaxRecordsPerJob, 1, 1_000_000),
                Number("DATAGEN_CONCURRENCY", text, DataGenTerms.Default.Concurrency, 1, 256),
                Number("DATAGEN_JOBS_PER_MINUTE", text, DataGenTerms.Default.JobsPerMinute, 1, 100_000),
                new TokenRates(Rate("DATAGEN_INPUT_PRICE", text), Rate("DATAGEN_OUTPUT_PRICE", text), Currency(text("DATAGEN_CURRENCY") ?? "USD"))));
    }

    private static Uri? BaseUrl(Func<string, string?> text)
    {
        try
        {
            return DataGenConstants.InferenceBaseUrl(text("DATAGEN_INFERENCE_HOST"), text("DATAGEN_INFERENCE_PORT"), text("DATAGEN_INFERENCE_BASE_URL"));
        }
        catch (FormatException wrong)
        {
            throw new StartupException(
                $"The inference server’s address cannot be used ({wrong.Message}): set DATAGEN_INFERENCE_HOST and DATAGEN_INFERENCE_PORT, or DATAGEN_INFERENCE_BASE_URL as in http://127.0.0.1:8080.", wrong);
        }
    }

    /// <summary>Checked here because the framework's own complaint would quote it.</summary>
    private static string Key(string text) => text.All(c => c is > ' ' and < '\x7f') ? text
        : throw new StartupException("DATAGEN_INFERENCE_API_KEY has characters that no key has: mend it or leave it out.");

    private static InferenceApi Api(string? text) => text?.ToLowerInvariant() switch
    {
        null or "create_chat_completion" => InferenceApi.CreateChatCompletion,
        "chat_completions" => InferenceApi.ChatCompletions,
        "anthropic" => InferenceApi.Anthropic,
        _ => throw new StartupException("DATAGEN_INFERENCE_API is not one of create_chat_completion, chat_completions, anthropic: set it to one of them."),
    };

    private static int Number(string name, Func<string, string?> read, int otherwise, int least, int most) => read(name) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new StartupException($"{name} is not a whole number from {least} to {most}: mend it or leave it out.");

    private static long Rate(string name, Func<string, string?> read)
    {
        const decimal most = 1_000_000;
        if (read(name) is not { } text)
        {
            return 0;
        }

        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) && price <= most
            ? (long)decimal.Round(price * Money.MicrosPerUnit)
            : throw new StartupException($"{name} is not the price of a million tokens: write it as in 2.50, or leave it out.");
    }

    private static string Currency(string text) => text is { Length: 3 } && text.All(char.IsAsciiLetterUpper) ? text
        : throw new StartupException("DATAGEN_CURRENCY is not three capital letters, as in USD: mend it or leave it out.");
}
