using Synter.Domain.Agents.Runs;
using Synter.Domain.Inference;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen.Making;

/// <summary>
/// Makes one record at a time: one inference call, tried again when the server is busy, and asked once more when the answer does not
/// fit. Whatever goes wrong is the record's own failure, save a refused sign-in, which concerns them all.
/// </summary>
public sealed class RecordMaker(IChatModel model, string prompt, RecordSchema? schema, RecordCheck check, IInFlight inFlight, TimeProvider clock)
{
    private readonly string _question = schema is null ? prompt : $"{prompt}\n\nThe record must fit this JSON Schema:\n{schema.Text}";

    /// <param name="salt">Of the dataset, so that two with the same prompt differ.</param>
    /// <exception cref="ProviderException">The sign-in was refused.</exception>
    public async Task<MadeRecord> MakeAsync(int index, int salt, CancellationToken cancellationToken)
    {
        try
        {
            return await new Attempts(this, index, salt).MakeAsync(cancellationToken);
        }
        finally
        {
            inFlight.Remove(index);
        }
    }

    /// <summary>The calls for one record.</summary>
    private sealed class Attempts(RecordMaker maker, int index, int salt)
    {
        private readonly List<ChatMessage> _messages =
            [new(ChatRole.System, DataGenConstants.SystemPrompt), new(ChatRole.User, maker._question)];

        private int _calls;
        private int _failures;
        private bool _wasAskedAgain;
        private TimeSpan _latency;
        private long _input;
        private long _output;
        private string? _raw;

        public async Task<MadeRecord> MakeAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                try
                {
                    if (await AskAsync(cancellationToken) is { } made)
                    {
                        return made;
                    }
                }
                catch (ProviderException failure) when (failure.Class != FailureClass.Auth)
                {
                    if (RecordRetry.WaitAfter(++_failures, failure) is not { } wait)
                    {
                        return Failed(failure.Message);
                    }

                    Show(InFlightPhase.BackingOff);
                    await Task.Delay(wait, maker.Clock, cancellationToken);
                }
            }
        }

        /// <summary>Null when it is to be asked again, with what did not fit.</summary>
        private async Task<MadeRecord?> AskAsync(CancellationToken cancellationToken)
        {
            _calls++;
            Show(_wasAskedAgain ? InFlightPhase.AskedAgain : InFlightPhase.Waiting);
            var began = maker.Clock.GetTimestamp();
            ChatReply reply;
            try
            {
                reply = await maker.Model.AskAsync(new ChatRequest(_messages, HashCode(salt, index, _calls)), cancellationToken);
            }
            finally
            {
                _latency = maker.Clock.GetElapsedTime(began);
            }

            _input += reply.InputTokens;
            _output += reply.OutputTokens;
            _raw = reply.Text;
            var read = ReplyParser.Parse(reply.Text);
            if (read.Object is not { } record)
            {
                return Failed(read.Error!);
            }

            if (maker.Check.Violation(record) is not { } violation)
            {
                var text = MadeRecord.Write(record);
                return new MadeRecord(index, text, null, text == _raw ? null : _raw, _calls, _latency, _input, _output);
            }

            if (_wasAskedAgain)
            {
                return Failed(violation);
            }

            _wasAskedAgain = true;
            _messages.Add(new ChatMessage(ChatRole.Assistant, reply.Text));
            _messages.Add(new ChatMessage(ChatRole.User, $"That record does not fit. {violation} Answer with one corrected record, as JSON alone."));
            return null;
        }

        private MadeRecord Failed(string error) => new(index, null, error, _raw, _calls, _latency, _input, _output);

        private void Show(InFlightPhase phase) => maker.InFlight.Show(new InFlightRecord(index, _calls, maker.Clock.Now(), phase));

        /// <summary>The same on every machine and after every restart; positive, as servers want it.</summary>
        private static int HashCode(int salt, int index, int call)
        {
            var mixed = (uint)salt;
            foreach (var part in (ReadOnlySpan<int>)[index, call])
            {
                mixed = (mixed ^ (uint)part) * 16_777_619;
                mixed ^= mixed >> 15;
            }

            return (int)(mixed & int.MaxValue);
        }
    }

    private IChatModel Model => model;

    private RecordCheck Check => check;

    private IInFlight InFlight => inFlight;

    private TimeProvider Clock => clock;
}
