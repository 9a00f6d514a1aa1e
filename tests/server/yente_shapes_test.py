"""Answers read by the public API's own models: yente 5.5 (PyPI) parses what the server says, strictly.

Usage: yente_shapes_test.py ENTENTE SOURCE_FOLDER [unittest arguments]

Needs a Python with yente; ENTENTE_YENTE_PYTHON names one. Without, the test says so and is skipped.
"""
import json
import os
import subprocess
import sys

if __name__ == "__main__" and os.environ.get("ENTENTE_YENTE_PYTHON") and not os.environ.get("ENTENTE_IN_VENV"):
    os.environ["ENTENTE_IN_VENV"] = "1"
    os.environ["YENTE_INDEX_URL"] = "http://127.0.0.1:9"  # never asked
    sys.exit(subprocess.call([os.environ["ENTENTE_YENTE_PYTHON"], *sys.argv]))
try:
    from yente.data.common import (AdjacentResultsResponse, AlgorithmResponse, DataCatalogModel, EntityAdjacentResponse,
                                   EntityMatchResponse, EntityResponse, ErrorResponse, SearchResponse, StatusResponse)
    from yente.data.freebase import (FreebaseEntityResult, FreebaseEntitySuggestResponse, FreebaseExtendResponse,
                                     FreebaseManifest, FreebasePropertySuggestResponse, FreebaseTypeSuggestResponse)
except ImportError as error:
    print(f"skipped: no yente ({error}); pip install yente==5.5.0 and name its Python in ENTENTE_YENTE_PYTHON")
    sys.exit(77)

import unittest
import urllib.parse

from harness import Base


class Shapes(Base):
    def test_every_shape(self):
        body = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Kim Yong Chol"], "nationality": ["kp"]}}}}
        found = EntityMatchResponse.model_validate(self.ask("POST", "/match/default", body=body).json())
        self.assertTrue(found.responses["q"].results[0].match)
        SearchResponse.model_validate(self.get("/search/default?q=kim&facets=countries&facets=topics").json())
        for id in ("p-kim", "p-morozov", "o-1", "ofac-12211"):
            EntityResponse.model_validate(self.get("/entities/" + id).json())
            EntityAdjacentResponse.model_validate(self.get(f"/entities/{id}/adjacent").json())
        AdjacentResultsResponse.model_validate(self.get("/entities/p-morozov/adjacent/ownershipOwner").json())
        DataCatalogModel.model_validate(self.get("/catalog").json())
        AlgorithmResponse.model_validate(self.get("/algorithms").json())
        StatusResponse.model_validate(self.get("/healthz").json())
        ErrorResponse.model_validate(self.get("/entities/nobody", 404).json())
        FreebaseManifest.model_validate(self.get("/reconcile/default").json())
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        queries = urllib.parse.urlencode({"queries": json.dumps({"q0": {"query": "Kim Yong Chol", "type": "Person"}})})
        for result in self.ask("POST", "/reconcile/default", body=queries, headers=form).json().values():
            FreebaseEntityResult.model_validate(result)
        extend = urllib.parse.urlencode({"extend": json.dumps({"ids": ["p-kim"], "properties": [{"id": "birthDate"}]})})
        FreebaseExtendResponse.model_validate(self.ask("POST", "/reconcile/default", body=extend, headers=form).json())
        FreebaseEntitySuggestResponse.model_validate(self.get("/reconcile/default/suggest/entity?prefix=kim").json())
        FreebasePropertySuggestResponse.model_validate(self.get("/reconcile/default/suggest/property?prefix=birth").json())
        FreebaseTypeSuggestResponse.model_validate(self.get("/reconcile/default/suggest/type?prefix=per").json())


if __name__ == "__main__":
    unittest.main()
