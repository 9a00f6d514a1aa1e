"""One file a labelled set. Each has

    FOLDER              its folder under the shared data
    score(entente, folder) -> {"figures": {name: number}, "lines": [text]}

and scores any folder of that shape, wherever it lies. A file of the folder whose name holds "train" is passed
over where there is another one: what was looked at while writing rules is not what is reported.
"""
